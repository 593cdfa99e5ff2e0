/// <summary>The node <c>Hostile</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class Hostile : global::ComfyTyped.OutputNode<global::ComfyTyped.AnyOutput>
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "Hostile",
        new global::ComfyTyped.CompilerServices.InputSchema("class", nameof(Class), "COMBO") { IsRequired = true, Cases = global::MyApp.Workflows.Class.Cases },
        new global::ComfyTyped.CompilerServices.InputSchema("empty", nameof(Empty), "COMBO") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("broken", nameof(Broken), "COMBO") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("class.class", nameof(ClassClass), "INT") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("grow", nameof(Grow), "INT") { Growth = new global::ComfyTyped.CompilerServices.GrowthSchema(0, "class", "*/", "\"", "\u65E5\u672C") })
        { IsKnown = true, IsOutput = true };

    /// <summary>Makes a node without inputs.</summary>
    public Hostile()
        : base(schema)
    {
    }

    /// <summary><c>class</c>: one of a list of options, each with inputs of its own.</summary>
    /// <remarks>Options: <c>""</c>, <c>"class"</c>, <c>"\"; */ }\n//"</c>, <c>"Selected"</c>, <c>7</c>.</remarks>
    public global::MyApp.Workflows.Class Class
    {
        get => new(GetScope(0));
        set => SetScope(0, value);
    }

    /// <summary><c>empty</c>: the name of a file on the server.</summary>
    public global::ComfyTyped.FileInput Empty
    {
        get => Get<global::ComfyTyped.FileInput>(1);
        set => Set(1, value);
    }

    /// <summary><c>broken</c>: the name of a file on the server.</summary>
    public global::ComfyTyped.FileInput Broken
    {
        get => Get<global::ComfyTyped.FileInput>(2);
        set => Set(2, value);
    }

    /// <summary><c>class.class</c>: <c>INT</c>.</summary>
    public global::ComfyTyped.IntInput ClassClass
    {
        get => Get<global::ComfyTyped.IntInput>(3);
        set => Set(3, value);
    }

    /// <summary><c>grow</c>: up to 4, each <c>INT</c>.</summary>
    /// <remarks>Members: <c>class</c>, <c>*/</c>, <c>"</c>, <c>日本</c>.</remarks>
    public global::ComfyTyped.InputList<global::ComfyTyped.IntInput> Grow => GetList<global::ComfyTyped.IntInput>(4);
}
