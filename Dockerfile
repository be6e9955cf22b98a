# The web app, when the repository holds one.
FROM node:22-bookworm-slim AS web
WORKDIR /src
COPY . .
RUN mkdir -p SignalingApi/wwwroot \
    && if [ -f web/package.json ]; then cd web && npm ci --no-fund --no-audit && npm run build; fi

# The server.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS server
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /src
COPY . .
COPY --from=web /src/SignalingApi/wwwroot SignalingApi/wwwroot
RUN dotnet publish SignalingApi -c Release -o /out

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# OpenSSL 3 comes with the image, since .NET needs it as well; SQLite is the store; curl is for the health check.
RUN apt-get update && apt-get install -y --no-install-recommends openssl libsqlite3-0 curl && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=server /out .
ENV Vidrn__Data=/data Vidrn__Log=json DOTNET_EnableDiagnostics=0
RUN mkdir /data && chown app:app /data
USER app
VOLUME /data
EXPOSE 8080/tcp 7882/udp
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["curl", "-fsS", "http://localhost:8080/health"]
ENTRYPOINT ["dotnet", "Vidrn.SignalingApi.dll"]
