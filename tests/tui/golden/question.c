~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
 1 Over [2 Dev] 3 Grp  4 App  5 Usr  6 AD  7 EC  8 Acct  9 Queue
+- apps associate ME MDM: 2 devices -------------------------------------------+
| connection  phones  (MDM, http://~~~~~~~~~~~~~~~)                            |
| operation   apps associate: Distribute an app to devices or groups           |
| risk        can be undone by the opposite action                             |
| calls       1 (F3 shows them exactly)                                        |
| command     endpane apps associate 99731238129 --device 9007199254740993,90~ |
| 2 objects:                                                                   |
|   9007199254740993  ANB-0001                                                 |
|   9007199254740992  ANB-0002                                                 |
|                                                                              |
|                                                                              |
|                                                                              |
|                                                                              |
|                                                                              |
|                                                                              |
|                                                                              |
| Type how many (2) and Enter:                                                 |
|                                                                              |
| [ Cancel ]   [ Send ]                                                        |
+------------------------------------------------------------------------------+

 Esc cancel   Up Down PgDn objects   F3 exact requests   Tab button
