namespace ComfyTyped.Compiler.Tests.CallSites;

/// <summary>A file input with a list of files.</summary>
internal static class Files
{
    /// <summary>An assignment of an expression to a file input that knows two models.</summary>
    public static string Source(string expression) => $$"""
        using ComfyTyped;
        using ComfyTyped.CompilerServices;

        public readonly struct FileInput<TFiles> : IComfyInput<FileInput<TFiles>>
            where TFiles : struct, IComfyChoice<TFiles>
        {
            InputValue IComfyInput<FileInput<TFiles>>.Value => default;

            public static implicit operator FileInput<TFiles>(TFiles value) => default;

            public static implicit operator FileInput<TFiles>(string value) => default;

            static FileInput<TFiles> IComfyInput<FileInput<TFiles>>.From(InputValue value) => default;
        }

        public readonly record struct Models(string Value) : IComfyChoice<Models>
        {
            [ChoiceOption("sd15.safetensors")]
            public static Models Sd15 => new("sd15.safetensors");

            [ChoiceOption("xl\\base.safetensors")]
            public static Models XlBase => new("xl\\base.safetensors");

            public static Models From(string value) => new(value);
        }

        class Loader
        {
            public FileInput<Models> Model { get; set; }

            void Load() => Model = {{expression}};
        }
        """;
}
