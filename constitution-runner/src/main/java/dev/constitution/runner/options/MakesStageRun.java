package dev.constitution.runner.options;

import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.run.Run;
import java.io.IOException;

/** A command whose run takes rows through one stage, wherever rows and outcomes are kept. */
public interface MakesStageRun extends MakesRun {

    /** Where its rows come from. */
    PromptSource source() throws IOException;

    /** What its stage is put together from; no model is opened yet. */
    RunParts parts() throws IOException;

    /** Its run, which still lacks its rows and its folder. */
    Run.Builder run(RunParts parts);
}
