namespace ComfyTyped.Tests;

public class SmokeTests
{
    [Fact]
    public void A_test_runs() => Assert.True(true);
}
