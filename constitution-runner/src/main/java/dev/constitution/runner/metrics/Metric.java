package dev.constitution.runner.metrics;

/**
 * The metrics of a run. One whose meaning is that of OpenTelemetry's conventions for generative AI (semantic-conventions
 * 1.41.0) has its name; the others are this program's own.
 */
enum Metric {
    CALLS("gen_ai_client_operation_duration_seconds", "histogram", "Requests to models, and how long each took."),
    TOKENS("constitution_tokens_total", "counter", "Tokens of the answers of this start, as counted or estimated."),
    REPLAYED("constitution_calls_replayed_total", "counter", "Calls that were answered from the run's store."),
    RETRIES("constitution_retries_total", "counter", "Requests that were sent again, by what had failed."),
    IN_FLIGHT("constitution_calls_in_flight", "gauge", "Requests that are being answered."),
    WAITING("constitution_calls_waiting", "gauge", "Calls that wait for their turn, or to be sent again."),
    ADMITTED("constitution_calls_admitted", "gauge", "How many requests may be in flight at present."),
    OUTAGES("constitution_outages", "gauge", "Models that answer nothing at present."),
    ROWS("constitution_rows", "gauge", "Rows that the run is to do, of all its starts."),
    ROWS_LEFT("constitution_rows_left", "gauge", "Rows that have no outcome yet."),
    ROWS_FINISHED("constitution_rows_finished_total", "counter", "Rows that this start has finished, by outcome."),
    COST("constitution_cost_usd", "gauge", "What all starts of the run cost, as far as prices are known."),
    UNPRICED("constitution_unpriced_calls", "gauge", "Answers that are not in the cost, for want of a price."),
    COST_LEFT("constitution_budget_left_usd", "gauge", "What is left of --max-cost."),
    TOKENS_LEFT("constitution_budget_left_tokens", "gauge", "What is left of --max-run-tokens.");

    private final String exposed;
    private final String type;
    private final String help;

    Metric(String exposed, String type, String help) {
        this.exposed = exposed;
        this.type = type;
        this.help = help;
    }

    /** The name in Prometheus's form. */
    String exposed() {
        return exposed;
    }

    String type() {
        return type;
    }

    String help() {
        return help;
    }
}
