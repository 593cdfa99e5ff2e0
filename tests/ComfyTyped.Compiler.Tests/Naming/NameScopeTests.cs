using ComfyTyped.Compiler.Naming;

namespace ComfyTyped.Compiler.Tests.Naming;

public class NameScopeTests
{
    private readonly NameScope _scope = new(["Nodes", "NodesNode", "Image_2"], "Node");

    [Fact]
    public void A_shared_name_is_numbered_from_two() =>
        Assert.Equal(["Seed", "Seed2", "Seed3"], new[] { "Seed", "Seed", "Seed" }.Select(_scope.Claim));

    [Fact]
    public void Names_differ_in_more_than_case() => Assert.Equal(["Hue", "hue2"], new[] { "Hue", "hue" }.Select(_scope.Claim));

    [Fact]
    public void A_number_that_is_taken_is_passed_over() =>
        Assert.Equal(["Seed2", "Seed", "Seed3"], new[] { "Seed2", "Seed", "Seed" }.Select(_scope.Claim));

    [Fact]
    public void A_name_that_ends_in_a_digit_is_numbered_apart() =>
        Assert.Equal(["Image1", "Image1_2"], new[] { "Image1", "Image1" }.Select(_scope.Claim));

    [Fact]
    public void A_reserved_name_gets_the_suffix() => Assert.Equal(["NodesNodeNode", "nodesNodeNode2"], new[] { "Nodes", "nodes" }.Select(_scope.Claim));
}
