namespace FundingAlerts.Opportunities.Printed;

/// <summary>Reads from the words around a deadline which stage it closes: "Project outline deadline", "Stage 1:", "(full proposal)".</summary>
internal static class StageWords
{
    private const int Longest = 60;

    private static readonly string[] Stages =
    [
        " outline", " full ", " stage ", " phase ", " fase ", " round ", " ronde ", " pre proposal", " preproposal", " expression", " eoi ", " letter of intent", " loi ", " concept note", " project proposal", " registration", " vooraanmeld",
        " voorstel", " uitgewerkt", " skizze", " projektskizze", " vollantrag", " stufe ", " cut off", " lettre d intention", " dossier complet", " pre proposition", " preproposition", " proposition", " tranche ", " runde ", " r1 ", " r2 ", " r3 ", " r4 ", " nomination", " intention",
        " short proposal", " abstract", " first ", " second ", " eerste ", " tweede ", " erste ", " zweite ", " initial ",
    ];

    private static readonly HashSet<string> Noise =
    [
        .. ("deadline deadlines date dates closing closes close closed by for the a an on of at in is are due to until before and or then submit submission must be no later than latest from with as well "
        + "tot en met uiterlijk voor de het sluit sluitingsdatum van om indienen op bis zum spatestens frist der die das den fur einreichung und jusqu au plus tard le la les date limite pour du des et avant call apply "
        + "vor dem cut off offs cutoffs dates cutoff three two four next stichtag stichtage fristen").Split(' '),
    ];

    public static bool IsStage(string word) => Array.Exists(Stages, stage => $" {word} ".StartsWith(stage, StringComparison.Ordinal));

    /// <summary>The stage as printed, or null.</summary>
    public static string? Of(PrintedText text, PrintedDate date, bool several) =>
        In(text, date.Note, several) ?? In(text, date.Leading, several) ?? In(text, date.Trailing, several && (text.At(date.Trailing.First, ":") || text.At(date.Trailing.First, "-") || text.At(date.Trailing.First, "for")));

    private static string? In(PrintedText text, (int First, int After) piece, bool several)
    {
        var (first, after) = piece;
        for (var i = first; i < after; i++)
        {
            if (text.At(i, "("))
                after = i;
        }

        while (first < after && (!Carries(text, first)))
            first++;
        while (after > first && (!Carries(text, after - 1)))
            after--;
        if (first >= after || !(several || RoleWords.Has(text.Line(first, after), Stages)))
            return null;
        var words = text.Text[text.Tokens[first].Start..text.Tokens[after - 1].End].Trim();
        return words.Length <= Longest && words.Any(char.IsLetter) ? words : null;
    }

    private static bool Carries(PrintedText text, int i) =>
        text.Tokens[i].Kind != TokenKind.Sign && !Noise.Contains(text.Tokens[i].Text);
}
