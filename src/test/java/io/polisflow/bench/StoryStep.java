package io.polisflow.bench;

import java.util.List;

/** The steps of a whole life after the request has come in, in order: forms that people send and jobs that run. */
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
    DELIVER("Task_DeliverProposal", true),
    TALK("Task_TalkToClient", false),
    PREPARE_CONTRACT("Task_PrepareContract", false),
    CONTRACT_TERMS("Task_CheckTerms", false),
    TERMS_CHECKED("Gateway_Checked", true),
    CONTRACT_RISK("Task_CheckRisk", false),
    RISK_CHECKED("Gateway_Checked", true),
    CONTRACT_DOCUMENT("Task_MakeDocument", true),
    FIND_BOX("Task_FindBox", true),
    SEND_TO_SIGN("Task_SendToSign", true),
    /** The client's answer comes in as an event. */
    SIGNED("Event_ContractSigned", false),
    VERIFY("Task_VerifySignature", true),
    ORDER_POLICY("Task_OrderPolicy", true),
    SEND_POLICY("Task_SendPolicyLetter", true);

    private final String element;
    private final boolean job;

    /** From the request to the proposal in the mailbox. */
    static List<StoryStep> proposal() {
        return List.of(values()).subList(0, DELIVER.ordinal() + 1);
    }

    /** The same from the manager's first form on. */
    static List<StoryStep> preparation() {
        return List.of(values()).subList(ASSEMBLE.ordinal(), DELIVER.ordinal() + 1);
    }

    /** From the agreement to the policy. */
    static List<StoryStep> signing() {
        return List.of(values()).subList(PREPARE_CONTRACT.ordinal(), values().length);
    }

    /** What follows, until the renewal of the policy waits. */
    static List<StoryStep> contract() {
        return List.of(values()).subList(DELIVER.ordinal() + 1, values().length);
    }

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
