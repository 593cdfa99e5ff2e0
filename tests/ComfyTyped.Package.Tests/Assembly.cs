[assembly: AssemblyFixture(typeof(ComfyTyped.Package.Tests.PackedFeed))]
