using System.Globalization;
using ComfyTyped.Soak;

// dotnet run -c Release --project tests/ComfyTyped.Soak -- [runs] [at once] [rounds]
int[] numbers = [.. args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture))];
var soak = new SoakRounds(
    runs: numbers.ElementAtOrDefault(0) is > 0 and var runs ? runs : 10_000,
    atOnce: numbers.ElementAtOrDefault(1) is > 0 and var atOnce ? atOnce : 128,
    rounds: numbers.ElementAtOrDefault(2) is > 0 and var rounds ? rounds : 40);
return await soak.RunAsync() ? 0 : 1;
