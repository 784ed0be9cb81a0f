package dev.constitution.runner.call;

import dev.constitution.runner.base.Time;
import dev.constitution.runner.threads.RowWorkers;
import dev.constitution.runner.threads.StopSwitch;

/**
 * What the calls of a run to all of its models have in common.
 *
 * @param limits how models may be pressed; each model has them to itself
 * @param backOff how long a call waits before it is sent again
 * @param workers hear of calls that wait to be sent again
 * @param stop says whether the run goes on
 */
record CallRules(CallLimits limits, BackOff backOff, RowWorkers workers, StopSwitch stop, Time time) {}
