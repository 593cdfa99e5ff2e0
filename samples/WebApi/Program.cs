using ComfyTyped;
using ComfyTyped.Testing;
using WebApi.Workflows;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

// With --Comfy:Url=http://127.0.0.1:8188 it runs on that server; without, on one in this process that simulates the models.
await using ComfyServer? local = builder.Configuration["Comfy:Url"] is null ? await ComfyServer.StartAsync(options => options.StepDelay = TimeSpan.FromMilliseconds(80)) : null;
builder.Services.AddComfyClient(builder.Configuration.GetSection("Comfy")).Configure(options => options.Url ??= local?.Url);
builder.Services.AddOpenApi();

await using WebApplication app = builder.Build();
app.MapOpenApi();
app.MapComfyWorkflow("/images", () => new TextToImage { KSampler = { Seed = Seed.Random } }, options => options.Page = true);
app.MapComfyWorkflow<ImageUpscale>("/upscale", options => options.Page = true);

await app.StartAsync();
string url = app.Urls.First();
Console.WriteLine($"""
    In a browser: {url}/images
    By curl:      curl {url}/images -H "Accept: image/png" --json '{"{"} "PositivePrompt": {"{"} "text": "a red fox" {"}"} {"}"}' -o fox.png
    """);
await app.WaitForShutdownAsync();
