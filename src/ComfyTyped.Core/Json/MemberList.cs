using System.Collections.Immutable;

namespace ComfyTyped.Core.Json;

/// <summary>The members of an object while it is being read.</summary>
internal sealed class MemberList
{
    /// <summary>Up to so many members a search beats a dictionary.</summary>
    private const int SearchLimit = 12;

    private readonly ImmutableArray<JsonMember>.Builder _members = ImmutableArray.CreateBuilder<JsonMember>();
    private Dictionary<string, int>? _places;

    public int Count => _members.Count;

    /// <summary>The names, as written, of members that took the place of one of their name.</summary>
    public ImmutableArray<JsonString> Repeated { get; private set; } = ImmutableArray<JsonString>.Empty;

    public void Add(JsonMember member)
    {
        int place = PlaceOf(member.Name);
        if (place >= 0)
        {
            _members[place] = member;
            Repeated = Repeated.Add(member.Key);
            return;
        }

        _places?.Add(member.Name, _members.Count);
        _members.Add(member);
    }

    public ImmutableArray<JsonMember> ToImmutable() => _members.ToImmutable();

    private int PlaceOf(string name)
    {
        if (_members.Count > SearchLimit)
        {
            _places ??= Places();
            return _places.TryGetValue(name, out int place) ? place : -1;
        }

        for (int i = 0; i < _members.Count; i++)
        {
            if (string.Equals(_members[i].Name, name, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    private Dictionary<string, int> Places()
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < _members.Count; i++)
            places.Add(_members[i].Name, i);
        return places;
    }
}
