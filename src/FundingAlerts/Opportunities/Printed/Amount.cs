namespace FundingAlerts.Opportunities.Printed;

/// <summary>A number with its currency and magnitude, as it stands in the text.</summary>
/// <param name="Currency">ISO 4217; null when none is printed with it.</param>
/// <param name="HasGroups">Written out in thousands: "750,000".</param>
internal sealed record Amount(int First, int After, decimal Number, decimal Magnitude, string? Currency, bool HasGroups, bool HasOwnCurrency)
{
    public decimal Value => Number * Magnitude;
}
