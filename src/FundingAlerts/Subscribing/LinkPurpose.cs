namespace FundingAlerts.Subscribing;

/// <summary>What a signed link lets its holder do; a link for one is no key to another.</summary>
public enum LinkPurpose
{
    /// <summary>See and change all settings, stop, export and erase.</summary>
    Preferences,

    /// <summary>Stop all mails.</summary>
    Stop,

    /// <summary>Hide a call, and take that back.</summary>
    Hide,

    /// <summary>Be reminded of a call, and take that back.</summary>
    Remind,

    /// <summary>Read one mail in the browser.</summary>
    View,

    /// <summary>Read the calendar of what was told.</summary>
    Calendar,

    /// <summary>Take up an invitation to a team.</summary>
    Join,
}
