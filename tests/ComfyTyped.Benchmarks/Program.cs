using BenchmarkDotNet.Running;
using ComfyTyped.Benchmarks;

// dotnet run -c Release --project tests/ComfyTyped.Benchmarks -- --filter '*'
if (args is [ServerProcess.Argument])
    await ServerProcess.ServeAsync();
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
