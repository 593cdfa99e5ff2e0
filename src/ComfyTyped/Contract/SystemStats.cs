namespace ComfyTyped;

/// <summary>What a server tells about itself (<c>GET /system_stats</c>).</summary>
/// <param name="System">The machine and its software.</param>
/// <param name="Devices">What it computes on: one device, or on newer servers all GPUs with the primary one first.</param>
public sealed record SystemStats(ServerSystem System, IReadOnlyList<ServerDevice> Devices);

/// <summary>The machine of a server and its software. What an older server does not tell is null.</summary>
/// <param name="Os">The operating system: <c>posix</c> or <c>nt</c> on older servers, <c>linux</c> or <c>win32</c> on newer ones.</param>
/// <param name="ComfyUIVersion">The version of ComfyUI (servers since 0.2.0). Forks write what they like.</param>
/// <param name="PythonVersion">The version of Python.</param>
/// <param name="PyTorchVersion">The version of PyTorch.</param>
/// <param name="RamTotal">Memory in bytes.</param>
/// <param name="RamFree">Free memory in bytes.</param>
/// <param name="Arguments">The command line.</param>
public sealed record ServerSystem(
    string? Os,
    string? ComfyUIVersion,
    string? PythonVersion,
    string? PyTorchVersion,
    long? RamTotal,
    long? RamFree,
    IReadOnlyList<string> Arguments);

/// <summary>A device that a server computes on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its kind, such as <c>cuda</c> or <c>cpu</c>.</param>
/// <param name="Index">Its number, or null for a CPU.</param>
/// <param name="VramTotal">Its memory in bytes.</param>
/// <param name="VramFree">Its free memory in bytes.</param>
public sealed record ServerDevice(string? Name, string? Type, long? Index, long? VramTotal, long? VramFree);
