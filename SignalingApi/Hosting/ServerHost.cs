using Microsoft.AspNetCore.HttpOverrides;
using Vidrn.Sfu;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Observability;
using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Coordination.Rooms;

namespace Vidrn.SignalingApi.Hosting;

/// <summary>Puts the process together: configuration, logs, Kestrel, the media server, the web app.</summary>
internal static class ServerHost
{
    /// <summary>What a request body may hold, unless its endpoint says otherwise.</summary>
    private const long MaxRequestBytes = 1 << 20;

    /// <param name="overrides">Configuration keys set by the command line; they win over files and environment.</param>
    /// <param name="configure">Last word over the builder, for tests.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public static WebApplication Build(IReadOnlyDictionary<string, string?> overrides, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(overrides);
        configure?.Invoke(builder);
        var settings = HostSettings.Read(builder.Configuration);
        var apiSettings = ApiSettings.Read(builder.Configuration);

        AddLogs(builder, settings);
        AddKestrel(builder, settings);
        AddProblems(builder.Services);
        builder.Services.AddVidrnObservability();
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        if (settings.IsSfu)
        {
            builder.Services.AddVidrnSfu(builder.Configuration);
        }
        else
        {
            // An API node signs for the media nodes and guards its metrics by the same keys.
            builder.Services.AddSingleton(SfuOptionsReader.Read(builder.Configuration));
        }

        if (settings.IsApi)
        {
            builder.Services.AddApplicationApi(settings, apiSettings);
        }

        builder.Services.AddRoomsBetweenNodes(settings);

        var app = builder.Build();
        app.Services.GetRequiredService<HealthRegistry>().Set("disk", () => DataFolderHealth.Check(settings.DataFolder));
        if (app.Services.GetService<IRedis>() is { } redis)
        {
            app.Services.GetRequiredService<HealthRegistry>().Set("redis", () => redis.IsUp ? HealthRegistry.Ok : "redis-down");
        }

        Map(app, settings, apiSettings);
        ReadyLine.Attach(app, settings);
        return app;
    }

    private static void AddLogs(WebApplicationBuilder builder, HostSettings settings)
    {
        builder.Logging.ClearProviders();
        // The framework's line a request and a start says nothing of ours; operators turn it on by Logging:LogLevel.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        _ = settings.Log switch
        {
            LogFormat.Json => builder.Logging.AddJsonConsole(static options =>
            {
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
                options.IncludeScopes = true;
            }),
            LogFormat.Systemd => builder.Logging.AddSystemdConsole(),
            _ => builder.Logging.AddSimpleConsole(static options =>
            {
                options.SingleLine = true;
                options.TimestampFormat = "HH:mm:ss.fff ";
            }),
        };
    }

    private static void AddKestrel(WebApplicationBuilder builder, HostSettings settings)
    {
        if (settings.TrustedProxies.Count > 0)
        {
            builder.Services.Configure<ForwardedHeadersOptions>(options =>
            {
                options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
                options.ForwardLimit = null;
                options.KnownIPNetworks.Clear();
                options.KnownProxies.Clear();
                foreach (var network in settings.TrustedProxies)
                {
                    options.KnownIPNetworks.Add(network);
                }
            });
        }

        var certificate = !settings.Https ? null
            : settings is { Certificate: { } certificatePath, CertificateKey: { } keyPath } ? SelfMadeCertificate.LoadPem(certificatePath, keyPath)
            : SelfMadeCertificate.LoadOrCreate(settings.DataFolder, [.. InterfaceAddresses.All().Select(static pair => pair.Address)], TimeProvider.System.GetUtcNow());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            void Listen(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions listen)
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            }

            if (settings.Bind is { } address)
            {
                kestrel.Listen(address, settings.Port, Listen);
            }
            else
            {
                kestrel.ListenAnyIP(settings.Port, Listen);
            }
        });
    }

    private static void AddProblems(IServiceCollection services) => services.AddProblemDetails(static options =>
        options.CustomizeProblemDetails = static context =>
            context.ProblemDetails.Extensions.TryAdd("code", context.ProblemDetails.Status switch
            {
                StatusCodes.Status400BadRequest => "argument-invalid",
                StatusCodes.Status401Unauthorized => "token-invalid",
                StatusCodes.Status403Forbidden => "forbidden",
                StatusCodes.Status404NotFound => "not-found",
                StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
                StatusCodes.Status413PayloadTooLarge => "payload-too-large",
                StatusCodes.Status415UnsupportedMediaType => "media-type-unsupported",
                StatusCodes.Status429TooManyRequests => "rate-limited",
                _ => "internal",
            }));

    private static void Map(WebApplication app, HostSettings settings, ApiSettings apiSettings)
    {
        if (settings.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        if (settings.IsApi)
        {
            app.UseStaticSite(settings.WebFolder);
        }

        // After the files: the site's fallback route would else be chosen first, and files step back for a chosen route.
        app.UseRouting();
        if (settings.IsApi)
        {
            app.UseApplicationApi(apiSettings);
        }

        app.MapHealth();
        if (settings.IsSfu)
        {
            app.MapSfu();
        }
        else
        {
            app.MapMetrics();
        }
    }
}
