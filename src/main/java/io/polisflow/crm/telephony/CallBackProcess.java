package io.polisflow.crm.telephony;

/** Has somebody call a client back who could not reach us. */
public interface CallBackProcess {

    /** Asks for the call, in the transaction of the missed one. */
    void missed(PendingCallBack callBack);

    /** They have spoken: nobody need call any more. */
    void talked(PendingCallBack callBack);
}
