~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
 1 Over [2 Dev] 3 Grp  4 App  5 Usr  6 AD  7 EC  8 Acct  9 Queue
 200 devices                                                         read ~~~~~
   NAME                   PLATFORM  OS       MODEL            USER
>  admin_Nexus 7          android   4.4.2    Nexus 7          user
   ANB-0001               chrome    119.0.~  Chromebook 14    z.santos
   ANB-0002               ios       16.7.2   iPhone SE        h.hansen
   ANB-0003               ios       17.0.3   iPhone SE        s.ito
   ANB-0004               ios       17.0.3   iPhone SE        f.marchetti
   ANB-0005               windows   10.0.1~  ThinkPad T14     p.zeman
   ANB-0006               windows   10.0.1~  ThinkPad T14     d.adeyemi
   ANB-0007               android   11       Galaxy Tab A     n.quist
   ANB-0008               android   12.1     Pixel 4a         b.takeda
   ANB-0009               android   11       Galaxy A12       l.hansen
   ANB-0010               windows   10.0.2~  ThinkPad T14     k.jovanovic
   ANB-0011               macos     13.6     MacBook Air      i.marchetti
   ANB-0012               android   9        Galaxy Tab A     t.zeman
   ANB-0013               android   13       Pixel 4a         g.adeyemi
--- w shows all, h l scroll; hidden: MAIL, GB, LOST, PRODUCT, SERIAL, SEEN, ~---
   NAME admin_Nexus 7   ID 9007199254741000
   MAIL example@mdm.manageengine.com   GB 15.8   LOST no   PRODUCT asus
   KIND android   USERID 9007199254741020
 row 1 of 200
 Enter open  Space mark  / filter  a associate  x actions  s sort        ? help
