using NodaTime;

namespace FundingAlerts.Matching.Queries;

/// <summary>A condition on a fact of a call. It holds only where the fact is known.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    public abstract bool IsMetBy(CallFacts facts);

    /// <summary>The call has a value: <see cref="CallFacts.Facets"/>.</summary>
    public sealed record Has(string Facet) : Condition
    {
        public override bool IsMetBy(CallFacts facts) => facts.Facets.Contains(Facet);
    }

    /// <summary>One award can be worth so much: at least for &gt; and &gt;=, at most for &lt; and &lt;=, just that for =.</summary>
    /// <param name="Euros">In euros, by <see cref="RoughRates"/>.</param>
    public sealed record Amount(Comparison Comparison, decimal Euros) : Condition
    {
        public override bool IsMetBy(CallFacts facts) => facts.Award is { } award && Comparison switch
        {
            Comparison.Less => award.Least < Euros,
            Comparison.AtMost => award.Least <= Euros,
            Comparison.More => award.Most > Euros,
            Comparison.AtLeast => award.Most >= Euros,
            _ => award.Least <= Euros && Euros <= award.Most,
        };
    }

    /// <summary>The next deadline is so far away.</summary>
    public sealed record Within(Comparison Comparison, Duration Ahead) : Condition
    {
        public override bool IsMetBy(CallFacts facts) => facts.Deadline is { } deadline && Comparison switch
        {
            Comparison.Less => deadline - facts.Now < Ahead,
            Comparison.AtMost => deadline - facts.Now <= Ahead,
            Comparison.More => deadline - facts.Now > Ahead,
            _ => deadline - facts.Now >= Ahead,
        };
    }

    /// <summary>The next deadline is before or after a day (in UTC); = is on that day.</summary>
    public sealed record On(Comparison Comparison, LocalDate Day) : Condition
    {
        public override bool IsMetBy(CallFacts facts)
        {
            // The end of a printed day is the beginning of the next one.
            if (facts.Deadline?.Minus(Duration.Epsilon).InUtc().Date is not { } day)
                return false;
            return Comparison switch
            {
                Comparison.Less => day < Day,
                Comparison.AtMost => day <= Day,
                Comparison.More => day > Day,
                Comparison.AtLeast => day >= Day,
                _ => day == Day,
            };
        }
    }
}

public enum Comparison
{
    Equal,
    Less,
    AtMost,
    More,
    AtLeast,
}
