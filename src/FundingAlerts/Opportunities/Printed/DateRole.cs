namespace FundingAlerts.Opportunities.Printed;

/// <summary>What the words around a date make of it.</summary>
internal enum DateRole
{
    /// <summary>No words, or words that say nothing: in a field for a deadline, the deadline.</summary>
    Bare,
    Closes,
    Opens,

    /// <summary>A deadline that has been replaced: "(was 19 November)".</summary>
    Replaced,

    /// <summary>Some other event, or words that we do not understand.</summary>
    Other,
}
