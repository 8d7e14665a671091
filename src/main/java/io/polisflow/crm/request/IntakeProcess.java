package io.polisflow.crm.request;

/** Starts and continues the model that leads a request to a deal. */
public interface IntakeProcess {

    /** A new request is stored; what the model does at once commits with it. */
    void received(InsuranceRequest request);

    /** The client sent again, readably, what a person was about to sort out. */
    void corrected(InsuranceRequest request);
}
