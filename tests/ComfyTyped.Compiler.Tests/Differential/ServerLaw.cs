namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>
/// The law: the compiler says what the server would say, of the same node and the same input. It says more only where the
/// server does not look: at nodes that no output depends on through good links into declared inputs, at faulty links into inputs that nobody
/// declares, and at what makes a node with dynamic inputs fail when it runs or on a newer server: see <see cref="IsOurs"/>.
/// </summary>
internal static class ServerLaw
{
    /// <summary>Where the two disagree; null when they do not.</summary>
    public static string? Disagreement(ServerVerdict server, RuleVerdict? rules)
    {
        if (rules is null)
            return server.IsAccepted ? "the server runs what the compiler cannot read" : null;
        if (rules.HasUnknownClass != (server.Error == "invalid_prompt"))
            return $"unknown class: rules {rules.HasUnknownClass}, server {server.Error}";
        if (rules.HasUnknownClass)
            return null;
        if (rules.HasNoOutput != (server.Error == "prompt_no_outputs"))
            return $"no output: rules {rules.HasNoOutput}, server {server.Error}";
        if (rules.HasNoOutput)
            return null;
        HashSet<Complaint> expected = Visible(rules, server);
        if (!expected.SetEquals(server.Complaints))
            return $"rules only [{string.Join(", ", expected.Except(server.Complaints))}], server only [{string.Join(", ", server.Complaints.Except(expected))}]";

        // A circle through an input that nobody declares is found when the prompt runs.
        if (rules.HasCycle && server.HasUndeclaredLink)
            return null;
        return server.IsAccepted == (expected.Count == 0 && !rules.HasCycle) ? null : $"accepted: {server.IsAccepted}, cycle: {rules.HasCycle}";
    }

    /// <summary>What the rules say of what the server looks at. Where its validator breaks off, nothing else of the node is told.</summary>
    private static HashSet<Complaint> Visible(RuleVerdict rules, ServerVerdict server)
    {
        Complaint[] seen = [.. rules.Complaints.Where(complaint =>
            server.Seen.Contains(complaint.NodeId) && !IsOurs(complaint, server.StandingOf(complaint.NodeId, complaint.Input)))];
        HashSet<string> broken = [.. seen.Where(complaint => complaint.Type == Complaint.BreakOff).Select(complaint => complaint.NodeId)];
        return [.. seen.Select(complaint => broken.Contains(complaint.NodeId) ? new Complaint(complaint.NodeId, "", Complaint.BreakOff) : complaint)];
    }

    /// <summary>Whether the server does not look for what the rules have found.</summary>
    private static bool IsOurs(Complaint complaint, InputStanding standing) => standing switch
    {
        InputStanding.Selector or InputStanding.Undecided => true,
        InputStanding.AbsentMember => complaint.Type == "required_input_missing",
        InputStanding.Undeclared => complaint.Type == Complaint.BreakOff,
        _ => false,
    };
}
