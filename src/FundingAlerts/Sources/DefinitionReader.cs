using System.Security.Cryptography;
using System.Text;

namespace FundingAlerts.Sources;

/// <summary>Reads a definition from YAML, or says every mistake in it with its line.</summary>
public static class DefinitionReader
{
    public static DefinitionReading Read(string yaml)
    {
        var document = DefinitionYaml.Read(yaml);
        if (document.Fault is { } broken)
            return new(null, [broken]);
        var faults = DefinitionSchema.FaultsIn(document).Distinct().ToList();
        if (faults.Count == 0)
        {
            var binder = new DefinitionBinder(document);
            var definition = binder.Bind();
            faults.AddRange(binder.Faults);
            if (faults.Count == 0)
                faults.AddRange(DefinitionCheck.FaultsIn(definition, document));
            if (faults.Count == 0)
                return new(definition with { TextHash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(yaml))) }, []);
        }
        return new(null, [.. faults.OrderBy(f => f.Line)]);
    }
}
