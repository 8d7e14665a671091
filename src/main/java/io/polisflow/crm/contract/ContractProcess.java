package io.polisflow.crm.contract;

/** Wakes the running model of a contract when something became known of it; the model then reads the CRM. */
public interface ContractProcess {

    /** The client signed, refused, or signed wrongly. Nobody may be waiting yet: the model looks by itself when it comes there. */
    void answered(String dealNumber, boolean signed);

    /** The Policy Admin System told what became of an order that it had only accepted. */
    void policyIssued(String dealNumber);
}
