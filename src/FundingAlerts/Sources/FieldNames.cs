namespace FundingAlerts.Sources;

/// <summary>The fields that a definition can fill; the normaliser knows no others.</summary>
public static class FieldNames
{
    public const string Reference = "reference";
    public const string Title = "title";
    public const string Address = "address";
    public const string Summary = "summary";
    public const string Description = "description";
    public const string Funder = "funder";
    public const string Programme = "programme";
    public const string Call = "call";
    public const string CallTitle = "callTitle";
    public const string Topic = "topic";
    public const string Type = "type";
    public const string Status = "status";
    public const string Opens = "opens";
    public const string Closes = "closes";
    public const string DeadlineModel = "deadlineModel";
    public const string Total = "total";
    public const string Award = "award";
    public const string MinAward = "minAward";
    public const string MaxAward = "maxAward";
    public const string Rate = "rate";
    public const string Countries = "countries";
    public const string Applicants = "applicants";
    public const string Topics = "topics";
    public const string Language = "language";
    public const string Published = "published";
    public const string Checked = "checked";
    public const string Alternates = "alternates";
    public const string Documents = "documents";

    public static readonly IReadOnlyList<string> All =
    [
        Reference, Title, Address, Summary, Description, Funder, Programme, Call, CallTitle, Topic, Type, Status,
        Opens, Closes, DeadlineModel, Total, Award, MinAward, MaxAward, Rate, Countries, Applicants, Topics,
        Language, Published, Checked, Alternates, Documents,
    ];
}
