package io.polisflow.crm.policy;

/** The process that waits for a policy's end; told of each change in the transaction of the change. */
public interface RenewalProcess {

    /** The policy has other dates: whoever waits counts anew; does nothing when nobody waits. */
    void policyChanged(String dealNumber, String policyNumber);

    /** There is nothing to renew any more; does nothing when nobody waits. */
    void policyCancelled(String dealNumber, String policyNumber);
}
