package planted.contract.crm.client;

/** The code of the sample model that ModelContractTest breaks. */
public interface Registry {}
