package io.polisflow.bench;

/** The steps of a whole story after the request has come in, in order: forms that people send and jobs that run. */
enum StoryStep {
    SEND_CONFIRMATION("Task_SendConfirmation", true),
    CHECK_REGISTRY("Task_CheckRegistry", true),
    ASSEMBLE("Task_AssembleProposal", false),
    FILL_IN("Task_FillRiskParameters", false),
    CALCULATE("Task_CalculatePremium", true),
    REVIEW("Task_ReviewCalculation", false),
    TARIFF("Task_CheckTariff", false),
    TERMS("Task_CheckTerms", false),
    DISCOUNT("Task_ApproveDiscount", false),
    DOCUMENT("Task_MakeDocument", true),
    SEND("Task_SendProposal", false),
    DELIVER("Task_DeliverProposal", true);

    private final String element;
    private final boolean job;

    StoryStep(String element, boolean job) {
        this.element = element;
        this.job = job;
    }

    String element() {
        return element;
    }

    boolean isJob() {
        return job;
    }
}
