namespace ComfyTyped.Compiler.Models;

/// <summary>The members of a group that grows as it is connected (<c>COMFY_AUTOGROW_V3</c>).</summary>
/// <param name="Prefix">What comes before the numbers of its members; null when they have names.</param>
/// <param name="Names">The names of all members it can have, relative to the group: <c>image0</c>, <c>image1</c>, ...</param>
/// <param name="Min">How many of them newer servers require, counted from the first.</param>
internal sealed record InputGrowth(string? Prefix, EquatableArray<string> Names, int Min);
