namespace ComfyTyped;

/// <summary>The three folders of a server that hold files of its users (<c>type</c> in file items and in <c>/view</c>).</summary>
public enum ComfyFolder
{
    /// <summary>What output nodes save. Kept.</summary>
    Output,

    /// <summary>Previews. Emptied whenever the server starts or stops: fetch them soon.</summary>
    Temp,

    /// <summary>What was uploaded, and what load nodes read.</summary>
    Input,
}
