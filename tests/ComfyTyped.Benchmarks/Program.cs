using System.Globalization;
using BenchmarkDotNet.Running;
using ComfyTyped.Benchmarks;

// dotnet run -c Release --project tests/ComfyTyped.Benchmarks -- --filter '*'
// dotnet run -c Release --project tests/ComfyTyped.Benchmarks -- waiting 2000
if (args is [ServerProcess.Argument, { } seconds])
    await ServerProcess.ServeAsync(int.Parse(seconds, CultureInfo.InvariantCulture));
else if (args is [WaitingRuns.Argument, { } count])
    await WaitingRuns.MeasureAsync(int.Parse(count, CultureInfo.InvariantCulture));
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
