namespace ComfyTyped.Compiler.Pipeline;

/// <summary>The names that the tests know the pipeline's steps by.</summary>
internal static class StepNames
{
    public const string Options = nameof(Options);
    public const string Files = nameof(Files);
    public const string Parse = nameof(Parse);
    public const string Usages = nameof(Usages);
    public const string Classes = nameof(Classes);
    public const string Names = nameof(Names);
    public const string Types = nameof(Types);
    public const string Models = nameof(Models);
    public const string Workflows = nameof(Workflows);
    public const string UnknownNodes = nameof(UnknownNodes);
    public const string Skipped = nameof(Skipped);
    public const string Misnamed = nameof(Misnamed);
    public const string NameClashes = nameof(NameClashes);
    public const string Project = nameof(Project);
    public const string Apis = nameof(Apis);
    public const string Snapshots = nameof(Snapshots);
    public const string ApiChanges = nameof(ApiChanges);

    /// <summary>Every step.</summary>
    public static readonly string[] All = [Options, Files, Parse, Usages, Classes, Names, Types, Models, Workflows, UnknownNodes, Skipped, Misnamed, NameClashes, Project, Apis, Snapshots, ApiChanges];
}
