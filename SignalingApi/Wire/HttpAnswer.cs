using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.SignalingApi.Wire;

/// <summary>
/// An <see cref="Outcome{T}"/> on its way out: 200 (or 201) with the value, 204 for <see cref="Nothing"/>, or problem details. Says in the API's
/// description what it answers.
/// </summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class HttpAnswer<T>(Outcome<T> outcome) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => HttpAnswer.Describe<T>(builder, StatusCodes.Status200OK);

    public Task ExecuteAsync(HttpContext httpContext) => HttpAnswer.ExecuteAsync(outcome, httpContext, StatusCodes.Status200OK);
}

/// <summary>As <see cref="HttpAnswer{T}"/>, of what was made by the request: 201.</summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class CreatedAnswer<T>(Outcome<T> outcome) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => HttpAnswer.Describe<T>(builder, StatusCodes.Status201Created);

    public Task ExecuteAsync(HttpContext httpContext) => HttpAnswer.ExecuteAsync(outcome, httpContext, StatusCodes.Status201Created);
}

/// <summary>What both share.</summary>
internal static class HttpAnswer
{
    public static void Describe<T>(EndpointBuilder builder, int status) => builder.Metadata.Add(typeof(T) == typeof(Nothing)
        ? new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent, typeof(void))
        : new ProducesResponseTypeMetadata(status, typeof(T), ["application/json"]));

    public static Task ExecuteAsync<T>(Outcome<T> outcome, HttpContext context, int status)
    {
        if (!outcome.TryGet(out var value, out var refusal))
        {
            return Problems.Of(refusal).ExecuteAsync(context);
        }

        if (value is Nothing)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, context.RequestAborted);
    }
}
