using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace FundingAlerts.Local.Demo;

/// <summary>What the names of a demo's tables, queues and containers begin with, so that several demos share an account. A new folder is a new world.</summary>
internal static partial class DemoWorldId
{
    private const string FileName = "world.txt";

    /// <summary>That of the folder; a new one is drawn and noted there.</summary>
    /// <exception cref="InvalidDataException">What is noted there is none.</exception>
    public static async Task<string> OfAsync(string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, FileName);
        if (File.Exists(file))
        {
            var noted = (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
            return Drawn().IsMatch(noted) ? noted : throw new InvalidDataException($"{file} does not say which world this folder is. Take another --out, or remove the file to begin anew.");
        }

        var id = "demo" + RandomNumberGenerator.GetHexString(8, lowercase: true);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(file, id + "\n", cancellationToken);
        return id;
    }

    // demo0a1b2c3d
    [GeneratedRegex(@"\Ademo[0-9a-f]{8}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Drawn();
}
