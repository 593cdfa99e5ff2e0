namespace ComfyTyped;

/// <summary>In which form a server gives a picture of its own (<c>GET /view</c>). Other files it gives only as they are.</summary>
public sealed record ViewOptions
{
    /// <summary>Gets the format to encode it in.</summary>
    /// <value>The default is <see cref="ViewFormat.Original"/>: the file as it is.</value>
    public ViewFormat Format { get; init; }

    /// <summary>Gets the quality of <see cref="Format"/>, 1 to 100.</summary>
    /// <value>The default is null: the server takes 90. It has no effect on the original.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1 or more than 100.</exception>
    public int? Quality
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(Quality));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? 1, 100, nameof(Quality));
            field = value;
        }
    }

    /// <summary>Gets the channels to give.</summary>
    /// <value>The default is <see cref="ViewChannel.Rgba"/>: all of them.</value>
    public ViewChannel Channel { get; init; }
}
