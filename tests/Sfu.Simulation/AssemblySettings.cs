// Live OpenSSL objects are counted for the process, so one simulation at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
