SELECT number, code FROM things
WHERE organization_uid IN (:organization_uid) AND n < :count
  [[ AND code = :code ]] [[ AND note = :note ]] [[ AND weight = :weight ]]
  [[ AND amount = :amount ]] [[ AND rate = :rate ]] [[ AND active = :active ]]
  [[ AND day = :day ]] [[ AND moment = :moment ]] [[ AND clock = :clock ]]
  [[ AND span = :span ]] [[ AND link = :link ]] [[ AND kind = :kind ]]
  [[ AND code IN (:codes) ]] [[ AND day BETWEEN :days_from AND :days_to ]]
