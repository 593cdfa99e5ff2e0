using System.Security.Cryptography;

namespace ComfyTyped.AspNetCore.Runs;

/// <summary>Ids that let in whoever knows them, so that nobody may guess one: 128 random bits.</summary>
internal static class RandomId
{
    public static string New() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
