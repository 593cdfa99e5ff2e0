using ComfyTyped;
using Spectre.Console;

namespace Guide;

/// <summary>Where an example runs.</summary>
/// <param name="Comfy">The client of the server.</param>
/// <param name="Console">Takes what the example tells.</param>
/// <param name="Folder">The folder for the files it makes.</param>
public sealed record Stage(ComfyClient Comfy, IAnsiConsole Console, string Folder);
