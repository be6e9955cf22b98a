using Vidrn.SignalingApi.Commands;

return await Entry.RunAsync(args, Console.Out, Console.Error);
