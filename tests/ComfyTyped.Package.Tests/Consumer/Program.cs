using ComfyTyped;
using ComfyTyped.Testing;
using MyApp.Images;
using MyApp.Workflows;

await using ComfyServer server = await ComfyServer.StartAsync();
await using var comfy = new ComfyClient(server.Url.ToString());

var workflow = new TextToImage
{
    PositivePrompt = { Text = "a futuristic city at night" },
    KSampler = { Seed = Seed.Random, Steps = 3, Cfg = 7, SamplerName = SamplerName.Euler },
};
double last = 0;
TextToImage.Result result = await comfy.RunAsync(workflow, on => on
    .Progress(progress => last = progress.Fraction)
    .Executed(workflow.SaveImage, output => Console.WriteLine($"executed {output.Images.Count}")));
byte[] picture = await result.SaveImage.Images[0].ReadAsync();
Console.WriteLine($"progress {last}, seed {result.SeedOf(workflow.KSampler) > 0}, png {picture[1] == 'P'}");

var enlarge = new Enlarge { LoadImage = { Image = result.SaveImage.Images[0] } };
Enlarge.Result larger = await comfy.RunAsync(enlarge);
Console.WriteLine($"enlarged {larger.SaveImage.Images.Count}");
