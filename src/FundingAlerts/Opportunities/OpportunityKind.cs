namespace FundingAlerts.Opportunities;

/// <summary>What people ask for when they look for funding.</summary>
public enum OpportunityKind
{
    /// <summary>The words leave it open.</summary>
    Unknown,

    /// <summary>A research project, alone or in a consortium.</summary>
    Research,

    /// <summary>For a person's career or journey: fellowships, studentships, exchanges, travel.</summary>
    Fellowship,

    /// <summary>To bring people together: networks, coordination and support actions, meetings.</summary>
    Network,

    /// <summary>To build, renew, run or use facilities, equipment and computing time.</summary>
    Infrastructure,

    /// <summary>Innovation by or with companies: prototypes, demonstrations, commercialisation.</summary>
    Innovation,

    /// <summary>A prize for work done or for the winner of a contest.</summary>
    Prize,
}
