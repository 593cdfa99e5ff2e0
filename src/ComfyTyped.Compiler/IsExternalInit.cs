namespace System.Runtime.CompilerServices;

/// <summary>What C# wants for records and <c>init</c>, and .NET Standard 2.0 does not have. Packages that bring it emit their files in another order in each build.</summary>
internal static class IsExternalInit;
