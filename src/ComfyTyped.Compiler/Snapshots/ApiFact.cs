namespace ComfyTyped.Compiler.Snapshots;

/// <summary>One thing that C# code may rest on: a line of a snapshot.</summary>
/// <param name="Name">The path from the workflow class: <c>KSampler</c>, <c>KSampler.Seed</c>, <c>Result.SaveImage</c>; or <see cref="ClassName"/>.</param>
/// <param name="Type">Its C# type without namespaces; of the class itself, its full name.</param>
/// <param name="NodeId">The id of the node that it is about; empty when it is about the class.</param>
internal sealed record ApiFact(string Name, string Type, string NodeId)
{
    /// <summary>The name of the fact that tells the class. No property can have it: it is a keyword.</summary>
    public const string ClassName = "class";

    public const string Separator = ": ";

    public override string ToString() => Name + Separator + Type;
}
