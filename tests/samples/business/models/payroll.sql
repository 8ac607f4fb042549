SELECT number, employee_en, employee_ar, department_en, department_ar, job_title_en, job_title_ar,
  iban, days,
  basic, housing, transport, overtime, insurance, loans, net, status
FROM payroll WHERE :period_from <= :period_to ORDER BY number
