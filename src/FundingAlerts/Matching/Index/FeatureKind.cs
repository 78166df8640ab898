namespace FundingAlerts.Matching.Index;

/// <summary>What a text in the vocabulary of the index stands for.</summary>
internal enum FeatureKind : byte
{
    /// <summary>A word by its key.</summary>
    Word,

    /// <summary>The same, in capitals only.</summary>
    Acronym,

    /// <summary>The beginning of a folded word.</summary>
    Prefix,

    /// <summary>The same, in capitals only.</summary>
    AcronymPrefix,

    /// <summary>A fact of a call: "status:open".</summary>
    Facet,

    /// <summary>A topic that the call is about or near to.</summary>
    Topic,

    /// <summary>A topic that is the call's subject.</summary>
    CoreTopic,
}
