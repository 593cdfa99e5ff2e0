using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>The options of choice types, read once per compilation.</summary>
/// <param name="attribute">What marks the members of a choice type.</param>
internal sealed class KnownOptions(INamedTypeSymbol? attribute)
{
    private readonly ConcurrentDictionary<ITypeSymbol, ImmutableArray<KnownOption>> _byType = new(SymbolEqualityComparer.Default);

    /// <summary>The options of a type; none when it is no choice.</summary>
    public ImmutableArray<KnownOption> Of(ITypeSymbol choice) => _byType.GetOrAdd(choice, Read);

    private ImmutableArray<KnownOption> Read(ITypeSymbol choice) => ImmutableArray.CreateRange(
        choice.GetMembers().OfType<IPropertySymbol>().Select(Option).OfType<KnownOption>());

    private KnownOption? Option(IPropertySymbol member)
    {
        if (!member.IsStatic || attribute is null)
            return null;
        AttributeData? data = member.GetAttributes().FirstOrDefault(data => SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute));
        return data is { ConstructorArguments.Length: 1 } && data.ConstructorArguments[0].Value is string text ? new KnownOption(text, member) : null;
    }
}

/// <summary>An option of a choice type.</summary>
/// <param name="Text">The option as the server knows it.</param>
/// <param name="Member">The member that stands for it.</param>
internal sealed record KnownOption(string Text, IPropertySymbol Member);
