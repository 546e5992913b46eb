extension ValidationReport {
    /// The table of `ClusterValidation --text` when the constants were fitted; a test compares it with a new run where the measured
    /// rows are at hand; its last two lines come from the prototype of the fit and no test repeats them. Fitted: twelve constants and a factor
    /// for each of two software stacks (one rounded to 1), five of a chip's matrix products, four of a
    /// system's collectives.
    package static let recorded = """
        set                               rows  split                   mean  median      p90  largest     bias
        Megatron 2021, table 1              10  fitted on these rows   2.4 %   2.3 %    4.0 %    4.0 %   -0.2 %
        Megatron 2021, table 2               6  not fitted             3.8 %   3.7 %    4.3 %    4.7 %   -3.8 %
        Korthikanti 2022                     8  fitted on these rows   1.8 %   1.7 %    3.2 %    5.0 %    0.0 %
        vTrain, several nodes               55  fitted on these rows   6.2 %   2.8 %   16.6 %   39.4 %   -4.7 %
        Llama 3 405B                         1  not fitted            13.7 %  13.7 %   13.7 %   13.7 %  -13.7 %
        Korthikanti 2022, memory             8  no constants           0.0 %   0.0 %    0.0 %    0.0 %    0.0 %
        vTrain, one node                   720  fitted on these rows   6.0 %   4.3 %   12.5 %   26.6 %    1.1 %
        matrix products, bfloat16         1400  fitted on these rows  12.7 %   9.3 %   29.2 %   71.4 %   -0.1 %
        matrix products, fp8              1200  fitted on these rows  11.1 %   7.5 %   24.4 %   82.6 %   -1.6 %
        matrix products, fp8_block        1200  fitted on these rows  17.7 %  13.2 %   39.9 %   80.8 %   -3.7 %
        matrix products, nvfp4             800  fitted on these rows  21.8 %  17.8 %   44.9 %   83.3 %   -1.4 %
        collectives, a100_sxm              504  fitted on these rows   8.3 %   5.9 %   18.0 %   40.9 %   -1.9 %
        collectives, b200_sxm             3024  fitted on these rows  10.7 %   7.0 %   26.2 %   62.6 %   -0.7 %
        collectives, gb300                1680  fitted on these rows   9.4 %   6.1 %   21.9 %   44.0 %   -3.3 %
        collectives, h100_sxm             1854  fitted on these rows   9.7 %   6.7 %   23.7 %   58.6 %   -2.0 %
        collectives, l40s                  504  fitted on these rows  72.9 %  29.3 %  286.8 %  366.7 %   30.3 %
        collectives, rtx_pro_6000_server   504  fitted on these rows  14.6 %   8.2 %   35.9 %   61.9 %    1.9 %

        leaving one model out of the fit: vTrain one node 6.2 % on average, several nodes 9.2 %
        a random half of the rows left out of the fit: vTrain one node 6.0 %, several nodes 6.4 %, Megatron 2.4 %, Korthikanti 3.2 %

        """
}
