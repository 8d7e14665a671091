package planted.contract.crm.deal;

/** The code of the sample model that ModelContractTest breaks. */
enum Stage {
    NEEDS_ANALYSIS
}
