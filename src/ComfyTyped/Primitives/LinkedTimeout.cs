namespace ComfyTyped.Primitives;

/// <summary>A token that ends with another one, or after a while on the client's own clock.</summary>
internal sealed class LinkedTimeout : CancellationTokenSource
{
    private readonly CancellationTokenRegistration _link;

    public LinkedTimeout(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
        : base(timeout, time) =>
        _link = cancellationToken.UnsafeRegister(static self => ((LinkedTimeout)self!).Cancel(), this);

    protected override void Dispose(bool disposing)
    {
        _link.Dispose();
        base.Dispose(disposing);
    }
}
