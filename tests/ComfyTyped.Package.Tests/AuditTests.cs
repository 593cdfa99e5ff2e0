namespace ComfyTyped.Package.Tests;

/// <summary>What the build says of the packages that it uses.</summary>
public sealed class AuditTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("comfytyped-audit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("polly.core", 0, "NU1901")]
    [InlineData("polly.core", 3, "NU1904")]
    [InlineData("microsoft.extensions.dependencyinjection.abstractions", 2, "NU1903")]
    public async Task A_known_vulnerability_fails_the_build_also_in_what_a_package_brings_along(string package, int severity, string code)
    {
        await using AdvisoryServer server = await AdvisoryServer.StartAsync(
            $$"""{"{{package}}":[{"url":"https://example.test/advisory","severity":{{severity}},"versions":"(, 99.0.0)"}]}""");

        string output = await RestoreAsync(server, succeeds: false);

        Assert.Contains($"error {code}", output, StringComparison.Ordinal);
        Assert.Contains("https://example.test/advisory", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_knows_no_advisory_for_our_packages_or_tells_none_does_not_disturb_the_build()
    {
        await using AdvisoryServer other = await AdvisoryServer.StartAsync(
            """{"nobody.uses":[{"url":"https://example.test/advisory","severity":3,"versions":"(, 99.0.0)"}]}""");
        await using AdvisoryServer failing = await AdvisoryServer.StartAsync(null);

        Assert.DoesNotContain("NU19", await RestoreAsync(other, succeeds: true), StringComparison.Ordinal);
        Assert.DoesNotContain("NU19", await RestoreAsync(failing, succeeds: true), StringComparison.Ordinal);
    }

    private async Task<string> RestoreAsync(AdvisoryServer server, bool succeeds)
    {
        File.Copy(Path.Combine(PackedFeed.Repository(), "Directory.Build.props"), Path.Combine(_folder, "Directory.Build.props"), overwrite: true);
        await WriteAsync("Audited.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Polly.Core" Version="8.4.2" />
                <PackageReference Include="Microsoft.Extensions.Logging.Abstractions" Version="8.0.3" />
              </ItemGroup>
            </Project>
            """);
        await WriteAsync("nuget.config", $"""
            <configuration>
              <auditSources>
                <clear />
                <add key="advisories" value="{server.Index}" allowInsecureConnections="true" />
              </auditSources>
            </configuration>
            """);
        return succeeds ? await DotNet.RunAsync(_folder, "restore", "--force") : await DotNet.FailAsync(_folder, "restore", "--force");
    }

    private Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(_folder, file), text, TestContext.Current.CancellationToken);
}
