package planted.contract.process.samplesale;

/** The code of the sample model that ModelContractTest breaks. */
final class SampleSale {
    static final String KEY = "sample-sale";
    static final String ENTER_DATA = "Task_EnterData";
    static final String RECORD_DATA = "Task_RecordData";
    static final String CALL_REGISTRY = "Task_CallRegistry";
    static final String SEND_LETTER = "Task_SendLetter";
    static final String FIND_TERM = "Task_FindTerm";
    static final String AGREED = "sale.agreed";
    static final String DECLINED = "SALE_DECLINED";

    private SampleSale() {}
}
