using FundingAlerts.Delivery;

namespace FundingAlerts.Digests;

/// <summary>Words a digest as a mail with an HTML and a text part. The web project's Razor components do it.</summary>
public delegate Task<Letter> LetterWriter(Digest digest, CancellationToken cancellationToken);
